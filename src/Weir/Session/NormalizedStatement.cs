namespace Weir;

/// <summary>A query in one form, whatever its text looked like. Immutable.</summary>
/// <param name="Fingerprint">64 hexadecimal digits that are the same for texts that mean the same.</param>
/// <param name="Sql">The query as the engine prints it: one line, no comments.</param>
/// <param name="Redacted">The same with a question mark for every literal, and for every path that stands for a table: for logs and telemetry.</param>
public sealed record NormalizedStatement(string Fingerprint, string Sql, string Redacted);
