import fc from 'fast-check';
import { line, name, optional, port } from './anyWord';

// Words that readers of YAML 1.1 take for something else.
export const anyAccount = fc.record({
  namespace: name,
  serviceAccount: fc.oneof(
    name,
    fc.constantFrom('null', 'on', '1e3', '0', 'y'),
  ),
});
const endUser = fc.record({
  claims: optional(
    fc.dictionary(
      fc.stringMatching(/^[A-Za-z0-9_.:/-]{1,8}$/),
      fc.array(line, { minLength: 1, maxLength: 2 }),
      { minKeys: 1, maxKeys: 2 },
    ),
  ),
});
const identity = fc.oneof(
  anyAccount,
  fc.record({ namespace: name }),
  fc.record({
    ipBlocks: fc.array(
      fc.constantFrom('10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1'),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ endUser }),
  fc
    .tuple(anyAccount, fc.record({ endUser }))
    .map(([a, b]) => ({ ...a, ...b })),
);
const operation = fc.record({
  methods: optional(
    fc.uniqueArray(
      fc.constantFrom(
        'GET' as const,
        'HEAD' as const,
        'POST' as const,
        'DELETE' as const,
      ),
      { minLength: 1 },
    ),
  ),
  paths: optional(
    fc.array(fc.stringMatching(/^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]{0,12}\*?$/), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  ports: optional(fc.uniqueArray(port, { minLength: 1, maxLength: 3 })),
});
/** Any of those who may be let in. */
export const anyCaller = fc
  .tuple(identity, operation)
  .map(([who, what]) => ({ ...who, ...what }));
