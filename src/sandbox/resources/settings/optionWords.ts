/** The words that forms about contacts offer, as v1 names the lists. */
export const CONTACT_WORDS = {
  contact_types: ['Customer', 'Lead', 'Prospect', 'Partner', 'Vendor', 'Other'],
  fax_types: ['Home', 'Work', 'Other'],
  phone_types: ['Home', 'Mobile', 'Work', 'Other'],
  suffix_types: ['Jr.', 'Sr.', 'II', 'III', 'PhD'],
  title_types: ['Dr.', 'Mr.', 'Mrs.', 'Ms.', 'Mx.'],
} as const;
