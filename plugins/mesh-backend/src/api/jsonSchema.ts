/** A schema of the document, by its name. */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const list = (name: string) => ({
  type: 'array' as const,
  items: ref(name),
});

export const oneOf = (...values: string[]) => ({
  type: 'string' as const,
  enum: values,
});

export const object = <P extends object>(
  required: string[],
  properties: P,
) => ({
  type: 'object' as const,
  required,
  properties,
});

/** Of any length, so only for what we say ourselves. */
export const words = { type: 'string' as const };

export const text = (maxLength: number) => ({
  type: 'string' as const,
  maxLength,
});

export const port = { type: 'integer' as const, minimum: 1, maximum: 65535 };
