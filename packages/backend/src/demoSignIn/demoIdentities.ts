/** One person of the demo: the auth provider that signs them in, and who they are in the catalog. */
export type DemoIdentity = {
  providerId: string;
  userEntityRef: string;
  displayName: string;
};

export const demoIdentities: DemoIdentity[] = [
  {
    providerId: 'demo-owner',
    userEntityRef: 'user:default/olivia.owner',
    displayName: 'Olivia Owner',
  },
  {
    providerId: 'demo-platform',
    userEntityRef: 'user:default/pat.platform',
    displayName: 'Pat Platform',
  },
];
