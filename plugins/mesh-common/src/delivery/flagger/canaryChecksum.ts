import { Canary } from './Canary';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The checksum that Flagger sends to webhooks: it names what was last applied, the workload together with its
 * configuration. While a new version waits to start (`confirm-rollout`), nothing of it has been applied, so this still
 * names the version before.
 *
 * Source: flagger pkg/controller/webhook.go, `canaryChecksum`; pkg/canary/spec.go, `ComputeHash`: FNV-1a over what go-spew
 * prints, in the letters that Kubernetes uses for names.
 */
export function canaryChecksum({ status }: Canary): string {
  const { trackedConfigs, lastAppliedSpec = '' } = status ?? {};
  const configs = trackedConfigs
    ? `map[${Object.entries(trackedConfigs)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(entry => entry.join(':'))
        .join(' ')}]`
    : '<nil>';
  const printed = `(struct { TrackedConfigs *map[string]string; LastAppliedSpec string }){TrackedConfigs:(*map[string]string)${configs} LastAppliedSpec:(string)${lastAppliedSpec}}`;
  return [...String(fnv1a(new TextEncoder().encode(printed)))]
    .map(digit => alphabet[digit.charCodeAt(0) % alphabet.length])
    .join('');
}

function fnv1a(bytes: Uint8Array): number {
  return bytes.reduce(
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0,
    0x811c9dc5,
  );
}
