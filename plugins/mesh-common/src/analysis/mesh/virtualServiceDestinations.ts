import { Destination, VirtualService } from '../../delivery/VirtualService';

/** A place in a VirtualService that sends requests somewhere. */
export interface WrittenDestination {
  destination: Destination;
  field: string;
  mirrors: boolean;
}

/** Everywhere that a VirtualService sends requests or copies of them. */
export function virtualServiceDestinations({
  spec = {},
}: VirtualService): WrittenDestination[] {
  const routed = (['tcp', 'tls', 'http'] as const).flatMap(protocol =>
    (spec[protocol] ?? []).flatMap((rule, i) =>
      (rule.route ?? []).map(({ destination = {} }, j) => ({
        destination,
        field: `spec.${protocol}[${i}].route[${j}].destination`,
        mirrors: false,
      })),
    ),
  );
  const mirrored = (spec.http ?? []).flatMap(({ mirror, mirrors }, i) => [
    ...(mirror
      ? [
          {
            destination: mirror,
            field: `spec.http[${i}].mirror`,
            mirrors: true,
          },
        ]
      : []),
    ...(mirrors ?? []).map(({ destination = {} }, j) => ({
      destination,
      field: `spec.http[${i}].mirrors[${j}].destination`,
      mirrors: true,
    })),
  ]);
  return [...routed, ...mirrored];
}
