"""The journey of journey.ts once more, by an integrator who has Python and its standard library.

    python3 journey.py ORIGIN KEY ORIGIN_WITH_LIMITS KEY_THERE

Prints what failed and how many checks passed; ends with 1 if any failed.
"""

import sys

from account import Account, Checks
from reading import filter_by_nothing, filter_contacts, read_all_contacts, read_who_am_i
from refusing import get_refused, get_throttled
from writing import delete_contact, keep_files, sell_and_get_paid, send_mail, tag_contact, write_contact


def main(origin, key, limited_origin, limited_key):
    account, checks = Account(origin, key), Checks()
    checks.part('userinfo', read_who_am_i, account, checks)
    everyone = checks.part('contacts', read_all_contacts, account, checks)
    checks.part('filters', filter_contacts, account, checks, everyone)
    checks.part('sentinels', filter_by_nothing, account, checks)
    number = checks.part('a contact’s life', write_contact, account, checks)
    for name, run in {'tags': tag_contact, 'mail': send_mail, 'deletion': delete_contact}.items():
        checks.part(name, run, account, checks, number)
    checks.part('orders', sell_and_get_paid, account, checks)
    checks.part('files', keep_files, account, checks)
    checks.part('refusals', get_refused, account, checks)
    checks.part('limits', get_throttled, Account(limited_origin, limited_key), checks)
    for failure in checks.failures:
        print(f'FAIL {failure}')
    print(f'{checks.passed} checks passed, {len(checks.failures)} failed')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
