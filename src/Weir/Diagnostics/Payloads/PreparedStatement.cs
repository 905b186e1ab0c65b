namespace Weir.Diagnostics.Payloads;

/// <summary>A query was checked and planned, to be run many times.</summary>
internal sealed record PreparedStatement(
    string StatementName, string Text, string TextHash, string Fingerprint, IReadOnlyList<PreparedStatementParameter> Parameters);

/// <summary>A parameter of it, with the type that the engine wants; null where any will do.</summary>
internal sealed record PreparedStatementParameter(string Name, string? Type);
