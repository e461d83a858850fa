// An entry of its own: the schemas are for those who write files, and would only make the screens slower to load.
export { acceptedPlan } from './acceptedPlan';
export { mistypedFields } from './mistypedFields';
export { type Problem } from './Problem';
export { objectRules } from './objectRules';
export { schemas as kindSchemas } from './schemas';
export {
  type KindSchema,
  type StructuralSchema,
} from './structure/StructuralSchema';
export { validateObject } from './validateObject';
