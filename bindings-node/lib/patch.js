'use strict';

/** Patches: JSON Patch (RFC 6902) and JSON Merge Patch (RFC 7386), made and applied. */

const native = require('./stageline.node');
const { comparing, document } = require('./comparison.js');
const { call, parse } = require('./crossing.js');

function jsonPatch(left, right, options) {
  const sides = [document(left, 'left'), document(right, 'right')];
  const asked = comparing(options);
  return parse(call(() => native.jsonPatch(...sides, asked)));
}

function applyJsonPatch(value, operations) {
  const sides = [document(value, 'document'), document(operations, 'operations')];
  return parse(call(() => native.applyJsonPatch(...sides)));
}

function mergePatch(left, right) {
  const sides = [document(left, 'left'), document(right, 'right')];
  return parse(call(() => native.mergePatch(...sides)));
}

function applyMergePatch(value, patch) {
  const sides = [document(value, 'document'), document(patch, 'patch')];
  return parse(call(() => native.applyMergePatch(...sides)));
}

module.exports = { jsonPatch, applyJsonPatch, mergePatch, applyMergePatch };
