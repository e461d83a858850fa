/** The reading part of a Kubernetes API server. */
export interface KubernetesApi {
  /**
   * The JSON answer of a GET.
   *
   * @throws KubernetesApiError when the server refuses
   */
  get(path: string, query: Query, signal: AbortSignal): Promise<unknown>;
  /**
   * Lines of an answer that goes on, as those of a watch, until the server ends it.
   *
   * @param onOpen called when the server accepted, which can be long before the first line
   * @throws KubernetesApiError when the server refuses
   */
  lines(
    path: string,
    query: Query,
    signal: AbortSignal,
    onOpen: () => void,
  ): AsyncIterable<string>;
}

export type Query = Record<string, string>;

/** The server answered, and refused. */
export class KubernetesApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'KubernetesApiError';
    this.status = status;
  }
}

/** Nothing came any more, although the connection seemed to stand. */
export class KubernetesSilence extends Error {
  readonly silentMs: number;

  constructor(silentMs: number) {
    super(`silent for ${silentMs / 1000} s`);
    this.name = 'KubernetesSilence';
    this.silentMs = silentMs;
  }
}

/** HTTP status of a refusal; undefined when the server was not reached or broke off. */
export function refusalStatus(error: unknown): number | undefined {
  return error instanceof KubernetesApiError ? error.status : undefined;
}
