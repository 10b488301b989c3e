import type { Operation } from '../../keap/catalog/operation.ts';
import type { Account } from '../store/account.ts';

/** Checks `filter` and `order_by` against what the operation's list knows. */
export function checkFilter(_operation: Operation, _query: URLSearchParams, _account: Account): void {}
