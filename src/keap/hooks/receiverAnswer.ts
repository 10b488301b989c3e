/** What a receiver answers on purpose, so that one can see what Keap does then. */
export type ReceiverAnswer = 'take' | 'fail' | 'gone' | 'later';

/** How each is answered, and in words. `echoes`: whether a handshake is answered at once all the same. */
export const RECEIVER_ANSWERS: Readonly<
  Record<
    ReceiverAnswer,
    { readonly status: number; readonly echoes: boolean; readonly label: string; readonly detail: string }
  >
> = {
  take: { status: 200, echoes: true, label: '200 OK', detail: 'Takes deliveries and verifies hooks' },
  fail: {
    ...{ status: 500, echoes: true, label: '500 Internal Server Error' },
    detail: 'Fails, so that Keap tries again: four times, then the hook is inactive',
  },
  gone: {
    ...{ status: 410, echoes: true, label: '410 Gone' },
    detail: 'Wants no more, so that the hook is inactive at once',
  },
  later: {
    ...{ status: 202, echoes: false, label: '202 Accepted, no secret' },
    detail: 'Takes deliveries but does not verify, so that a hook can be verified with its secret later',
  },
};
