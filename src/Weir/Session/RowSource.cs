using Weir.Engine;

namespace Weir.Sessions;

/// <summary>Rows that a write takes, as a SELECT that the engine can run on a connection.</summary>
/// <param name="Select">A SELECT without a semicolon at its end.</param>
/// <param name="Arguments">Values for its parameters.</param>
/// <param name="RowsRead">Rows that it has given so far; null when that cannot be told before its end.</param>
internal sealed record RowSource(string Select, QueryArguments? Arguments, Func<long>? RowsRead);
