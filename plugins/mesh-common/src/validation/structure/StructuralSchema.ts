/**
 * A structural schema as a CustomResourceDefinition holds it, without prose.
 *
 * Source: kubernetes apiextensions-apiserver pkg/apis/apiextensions/v1/types_jsonschema.go.
 */
export interface StructuralSchema {
  /** A name in `$defs` that stands for the whole node. */
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  default?: unknown;
  enum?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: readonly string[];
  /** Absent ones are there as undefined where TypeScript infers the type of a module of JSON. */
  properties?: Readonly<Record<string, StructuralSchema | undefined>>;
  additionalProperties?: StructuralSchema | boolean;
  items?: StructuralSchema;
  allOf?: readonly StructuralSchema[];
  anyOf?: readonly StructuralSchema[];
  oneOf?: readonly StructuralSchema[];
  not?: StructuralSchema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: readonly string[];
  'x-kubernetes-validations'?: readonly { rule: string; message?: string }[];
}

/** The properties of a schema by their names. */
export function propertiesOf({
  properties = {},
}: StructuralSchema): [string, StructuralSchema][] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    schema ? [[name, schema]] : [],
  );
}

/** The schemas of one kind, all served versions. */
export interface KindSchema {
  /** The project and version that they are from. */
  source: string;
  group: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  versions: Readonly<Record<string, StructuralSchema>>;
  $defs: Readonly<Record<string, StructuralSchema>>;
}

/** Gives the node that a reference stands for. */
export type Resolve = (schema: StructuralSchema) => StructuralSchema;
