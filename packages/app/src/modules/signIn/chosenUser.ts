import { demoUsers, type DemoUser } from './demoUsers';

const KEY = 'onmesh.demo.provider';

/**
 * Who this tab signed in as. Kept in the session storage: a reload stays signed in, while a second tab may be the
 * other person, which is how one tries a request and its review side by side.
 */
export const chosenUser = {
  read(): DemoUser | undefined {
    const provider = sessionStorage.getItem(KEY);
    return demoUsers.find(user => user.provider === provider);
  },
  remember(user: DemoUser): void {
    sessionStorage.setItem(KEY, user.provider);
  },
  forget(): void {
    sessionStorage.removeItem(KEY);
  },
};
