export * from './HTTPRoute';
