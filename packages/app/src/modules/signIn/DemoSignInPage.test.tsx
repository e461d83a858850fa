import type { IdentityApi } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignInPage } from './DemoSignInPage';

const config = {
  app: { title: 'Onmesh demo portal', baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://backend' },
};

const session = {
  profile: { displayName: 'Pat Platform' },
  backstageIdentity: {
    token: `x.${btoa('{}')}.x`,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/pat.platform',
      ownershipEntityRefs: ['user:default/pat.platform'],
    },
  },
};

const owner = () =>
  screen.findByRole('button', { name: 'Enter as Olivia, service owner' });
const platform = () =>
  screen.findByRole('button', { name: 'Enter as Pat, platform engineer' });

describe('DemoSignInPage', () => {
  const fetchSession = jest.spyOn(global, 'fetch');

  beforeEach(() => {
    sessionStorage.clear();
    fetchSession.mockReset();
    fetchSession.mockImplementation(async () => Response.json(session));
  });

  afterAll(() => {
    fetchSession.mockRestore();
  });

  function open() {
    const signedIn = jest.fn<void, [IdentityApi]>();
    const page = renderInTestApp(
      <DemoSignInPage onSignInSuccess={signedIn} />,
      {
        config,
      },
    );
    return { ...page, signedIn };
  }

  it('asks nobody before somebody chose', async () => {
    const { signedIn } = open();

    expect(await owner()).toBeEnabled();
    expect(await platform()).toBeEnabled();
    expect(fetchSession).not.toHaveBeenCalled();
    expect(signedIn).not.toHaveBeenCalled();
  });

  it('signs in by keyboard, through the provider of the one chosen', async () => {
    const { signedIn } = open();

    await platform();
    await userEvent.tab();
    expect(await owner()).toHaveFocus();
    await userEvent.tab();
    expect(await platform()).toHaveFocus();
    await userEvent.keyboard('{Enter}');

    await waitFor(() => expect(signedIn).toHaveBeenCalledTimes(1));
    expect(String(fetchSession.mock.calls[0][0])).toMatch(
      /\/api\/auth\/demo-platform\/refresh$/,
    );
    expect(await signedIn.mock.calls[0][0].getBackstageIdentity()).toEqual(
      session.backstageIdentity.identity,
    );
  });

  it('stays signed in after a reload, until signing out', async () => {
    const first = open();
    await userEvent.click(await platform());
    await waitFor(() => expect(first.signedIn).toHaveBeenCalled());
    first.unmount();

    const second = open();
    await waitFor(() => expect(second.signedIn).toHaveBeenCalled());
    await second.signedIn.mock.calls[0][0].signOut();
    second.unmount();

    const third = open();
    expect(await owner()).toBeEnabled();
    expect(third.signedIn).not.toHaveBeenCalled();
  });

  it('says why signing in failed and leads back to the choice', async () => {
    fetchSession.mockImplementation(async () =>
      Response.json(
        { error: { name: 'NotFoundError', message: 'User not found' } },
        { status: 404 },
      ),
    );
    const { signedIn } = open();

    await userEvent.click(await owner());

    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Signing in failed: .*/,
    );
    expect(signedIn).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the choice' }),
    );
    expect(await owner()).toBeEnabled();
  });
});
