// The `import` door to openfeature.js.
import openfeature from './openfeature.js';

export const { StagelineProvider } = openfeature;
