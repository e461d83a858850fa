/** An edit that cannot be made without changing more of the text than it means to. */
export class YamlEditError extends Error {
  readonly name = 'YamlEditError';
}
