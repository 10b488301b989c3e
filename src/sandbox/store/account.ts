/** A made-up Keap account: all that the stateful operations remember. */
export class Account {}
