import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useCallback, useState } from 'react';
import { chosenUser } from './chosenUser';
import { DemoUserChoice } from './DemoUserChoice';
import type { DemoUser } from './demoUsers';
import { SignInFailed } from './SignInFailed';

/** Sign-in of the demo: no password, one button a person. The demo backend decides who they are. */
export function DemoSignInPage(props: SignInPageProps) {
  const [user, setUser] = useState(chosenUser.read);

  const choose = (chosen: DemoUser) => {
    chosenUser.remember(chosen);
    setUser(chosen);
  };
  const chooseAgain = useCallback(() => {
    chosenUser.forget();
    setUser(undefined);
  }, []);
  const Failed = useCallback(
    ({ error }: { error?: Error }) => (
      <SignInFailed error={error} onChooseAgain={chooseAgain} />
    ),
    [chooseAgain],
  );

  if (!user) {
    return <DemoUserChoice onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      provider={user.provider}
      ErrorComponent={Failed}
      onSignInSuccess={identity =>
        props.onSignInSuccess(forgetOnSignOut(identity))
      }
    />
  );
}

// Without this the reload that follows signing out would sign the same person in again.
function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      chosenUser.forget();
      await identity.signOut();
    },
  };
}
