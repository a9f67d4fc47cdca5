'use strict';

/** A range in a project file; as text `file:line:column`. */
class Place {
  constructor({ file, line, column, endLine, endColumn }) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.endLine = endLine;
    this.endColumn = endColumn;
    Object.freeze(this);
  }

  /** The place of a document; null stays null. */
  static from(fields) {
    return fields && new Place(fields);
  }

  /** The same of a canonical document. */
  static of(document) {
    if (document === null) return null;
    const { file, line, column, end_line: endLine, end_column: endColumn } = document;
    return new Place({ file, line, column, endLine, endColumn });
  }

  toJSON() {
    const { file, line, column, endLine: end_line, endColumn: end_column } = this;
    return { file, line, column, end_line, end_column };
  }

  toString() {
    return this.line === 0 ? this.file : `${this.file}:${this.line}:${this.column}`;
  }
}

module.exports = { Place };
