import { Command } from './Command';
import { analyze } from './commands/analyze';
import { authzCan } from './commands/authzCan';
import { authzWho } from './commands/authzWho';
import { canary } from './commands/canary';
import { mtls } from './commands/mtls';
import { plan } from './commands/plan';
import { render } from './commands/render';
import { route } from './commands/route';
import { routes } from './commands/routes';
import { status } from './commands/status';
import { suggest } from './commands/suggest';
import { test } from './commands/test';
import { validate } from './commands/validate';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  status,
  mtls,
  authzCan,
  authzWho,
  routes,
  route,
  canary,
  analyze,
  test,
  suggest,
  plan,
  render,
  validate,
];
