import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A path template does not begin with a slash. Istio takes it; Envoy does not, and ends when it starts with it.
 *
 * Seen on Envoy 1.40.
 */
export const templateWithoutSlash: PolicyRule = policy =>
  policyValues(policy)
    .filter(
      ({ key, value }) =>
        key === 'paths' && /\{\*{1,2}\}/.test(value) && !value.startsWith('/'),
    )
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `${value} is a template without a slash before it. Proxies end when they start with it, and ignore it when they run.`,
      action: `Write /${value}.`,
    }));
