export interface Config {
  mesh?: {
    demo?: {
      /**
       * Lets two made-up people sign in without a password. The backend refuses to start with it in production or next to
       * any real auth provider.
       */
      signIn?: boolean;
    };
  };
}
