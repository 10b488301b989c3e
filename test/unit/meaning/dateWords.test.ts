import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateWords } from '../../../src/keap/meaning/dateWords.ts';

const now = Date.parse('2026-11-30T10:00:00Z');

function said(text: string, timeZone = 'UTC', at = now): string {
  const found = dateWords(text, { timeZone, now: at });
  return found ? [found.words, found.ago].filter(Boolean).join(' · ') : '';
}

test('a moment is told in local time, and how far it is', () => {
  assert.equal(said('2026-11-27T10:00:00Z'), 'Friday 27 November 2026, 10:00:00 UTC · 3 days ago');
  assert.equal(
    said('2026-11-30T09:30:00.000Z', 'Asia/Kolkata'),
    'Monday 30 November 2026, 15:00:00 GMT+5:30 · 30 minutes ago',
  );
  assert.equal(
    said('2026-11-30T11:00:00.000+0000', 'America/New_York'),
    'Monday 30 November 2026, 06:00:00 GMT-5 · in 1 hour',
  );
  assert.equal(said('2026-11-30 10:00:59-05'), 'Monday 30 November 2026, 15:00:59 UTC · in 5 hours');
  assert.equal(said('2026-11-30T10:00:30Z'), 'Monday 30 November 2026, 10:00:30 UTC · in less than a minute');
  assert.equal(said('2024-01-15T00:00:00Z'), 'Monday 15 January 2024, 00:00:00 UTC · 2 years ago');
});

test('on both sides of summer time the hour is the one the clocks showed', () => {
  const berlin = 'Europe/Berlin';
  assert.match(said('2026-03-29T00:59:59Z', berlin), /^Sunday 29 March 2026, 01:59:59 (CET|GMT\+1) /);
  assert.match(said('2026-03-29T01:00:00Z', berlin), /^Sunday 29 March 2026, 03:00:00 (CEST|GMT\+2) /);
  // The hour that comes twice is told apart by its zone.
  assert.match(said('2026-10-25T00:30:00Z', berlin), /^Sunday 25 October 2026, 02:30:00 (CEST|GMT\+2) /);
  assert.match(said('2026-10-25T01:30:00Z', berlin), /^Sunday 25 October 2026, 02:30:00 (CET|GMT\+1) /);
  assert.match(said('2026-03-08T07:00:00Z', 'America/New_York'), /^Sunday 8 March 2026, 03:00:00 (EDT|GMT-4) /);
  assert.match(said('2026-11-01T06:30:00Z', 'America/New_York'), /^Sunday 1 November 2026, 01:30:00 (EST|GMT-5) /);
  // Half an hour, and on the other side of the world.
  assert.match(said('2026-04-04T15:15:00Z', 'Australia/Lord_Howe'), /^Sunday 5 April 2026, 01:45:00 GMT\+10:30 /);
});

test('a day is a day, wherever one is, and days are counted by the calendar', () => {
  const day = (text: string, zone: string, at: string) => said(text, zone, Date.parse(at));
  assert.equal(
    day('2026-03-29', 'Europe/Berlin', '2026-03-30T00:30:00+02:00'),
    'Sunday 29 March 2026, a day without a time zone · yesterday',
  );
  assert.equal(
    day('2026-03-29', 'Pacific/Honolulu', '2026-03-30T00:30:00+02:00'),
    'Sunday 29 March 2026, a day without a time zone · today',
  );
  assert.equal(
    day('2026-03-31', 'Europe/Berlin', '2026-03-28T23:30:00+01:00'),
    'Tuesday 31 March 2026, a day without a time zone · in 3 days',
  );
  assert.equal(
    day('1985-03-15', 'UTC', '2026-11-30T10:00:00Z'),
    'Friday 15 March 1985, a day without a time zone · 41 years ago',
  );
});

test('a time without a zone is no moment', () => {
  assert.equal(
    said('2026-03-29T02:30:00', 'Europe/Berlin'),
    'Sunday 29 March 2026, 02:30:00, without a time zone: the moment is not certain',
  );
});

test('what is no date is none', () => {
  for (const text of [
    '',
    '2026',
    '2026-02-30',
    '2026-13-01',
    '2026-11-30T25:00:00Z',
    '2026-11-30T10:60:00Z',
    '20261130',
    '2026-11-30T10',
    'x2026-11-30',
    '2026-11-30T10:00:00+99:99',
    '+15551234567',
  ]) {
    assert.equal(said(text), '', text);
  }
});
