import fc from 'fast-check';
import { mesh, sidecar } from './__testUtils__/authorizationPolicy';
import { request, rule } from './__testUtils__/rulesAndRequests';
import { matchRule } from './CompiledRule';
import { RuleIndex } from './RuleIndex';
import { compileForEnvoy } from './compileForEnvoy';
import { compileForZtunnel } from './compileForZtunnel';
import { matchContext } from './matchContext';

const place = {
  policyNamespace: 'payments',
  mesh: { ...mesh, trustDomain: 'td', trustDomainAliases: ['old'] },
};
const compiled = fc
  .tuple(
    fc.array(rule, { minLength: 4, maxLength: 30, size: 'max' }),
    fc.constantFrom('ALLOW' as const, 'DENY' as const),
    fc.constantFrom('http' as const, 'tcp' as const, 'ztunnel' as const),
  )
  .map(([rules, action, reader]) =>
    rules.map(written =>
      reader === 'ztunnel'
        ? compileForZtunnel(written, { action, place })
        : compileForEnvoy(written, { action, protocol: reader, place }),
    ),
  );

describe('RuleIndex', () => {
  it('leaves out only rules that do not match', () => {
    fc.assert(
      fc.property(
        compiled,
        fc.array(request, { minLength: 20, maxLength: 20 }),
        (rules, requests) => {
          const index = new RuleIndex(
            rules.map(one => ({
              rule: one,
              policyNamespace: place.policyNamespace,
              item: one,
            })),
          );
          for (const asked of requests) {
            const context = matchContext(asked, {
              mesh: place.mesh,
              point: sidecar,
            });
            const candidates = index.candidates(context);
            const missed = rules.filter(
              one =>
                !candidates.has(one) && matchRule(one, context).value !== 'no',
            );

            expect(missed).toEqual([]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('tries few of many rules that ask for different callers', () => {
    const rules = Array.from({ length: 1000 }, (_, i) =>
      compileForEnvoy(
        { from: [{ source: { principals: [`td/ns/a/sa/caller-${i}`] } }] },
        { action: 'ALLOW', protocol: 'http', place },
      ),
    );
    const index = new RuleIndex(
      rules.map((one, item) => ({ rule: one, policyNamespace: '', item })),
    );
    const from = (principal: string | null) =>
      index.candidates(
        matchContext({ source: { principal } }, { mesh, point: sidecar }),
      );

    expect([...from('td/ns/a/sa/caller-7')]).toEqual([7]);
    expect([...from('td/ns/a/sa/stranger')]).toEqual([]);
    expect([...from(null)]).toEqual([]);
  });
});
