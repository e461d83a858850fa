// An entry of its own: the schemas are for those who write files, and would only make the screens slower to load.
export { type Problem } from './Problem';
export { validateObject } from './validateObject';
