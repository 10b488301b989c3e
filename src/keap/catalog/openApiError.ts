/** Says which part of an OpenAPI document could not be read, or is not to be trusted: a sentence for people. */
export class OpenApiError extends Error {
  override readonly name = 'OpenApiError';
}
