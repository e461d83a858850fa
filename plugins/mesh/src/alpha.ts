// The same object as the default export of the main entry: apps that look for features here find it too.
export { default } from './plugin';
