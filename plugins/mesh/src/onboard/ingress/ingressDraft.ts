import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import {
  lines,
  text,
  typed,
  typedLines,
  typedWords,
  words,
} from '../form/typed';

type Ingress = Profile['ingress'];

export interface IngressDraft {
  isSet: boolean;
  api: NonNullable<Ingress>['api'];
  hosts: string;
  tlsSecret: string;
  pathPrefixes: string;
  gatewayNamespace: string;
  gatewayAccount: string;
}

export function ingressFromProfile(ingress: Ingress): IngressDraft {
  return {
    isSet: ingress !== undefined,
    api: ingress?.api ?? 'istio',
    hosts: typedWords(ingress?.hosts),
    tlsSecret: typed(ingress?.tlsSecret),
    pathPrefixes: typedLines(ingress?.pathPrefixes),
    gatewayNamespace: typed(ingress?.gateway?.namespace),
    gatewayAccount: typed(ingress?.gateway?.serviceAccount),
  };
}

export function ingressToInput(draft: IngressDraft): Candidate<Ingress> {
  const gateway = {
    namespace: draft.gatewayNamespace.trim(),
    serviceAccount: draft.gatewayAccount.trim(),
  };
  return draft.isSet
    ? {
        api: draft.api,
        hosts: words(draft.hosts) ?? [],
        tlsSecret: text(draft.tlsSecret),
        pathPrefixes: lines(draft.pathPrefixes),
        gateway:
          gateway.namespace || gateway.serviceAccount ? gateway : undefined,
      }
    : undefined;
}
