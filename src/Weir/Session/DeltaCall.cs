using System.Security.Cryptography;
using System.Text;

namespace Weir.Sessions;

/// <summary>An argument of a <see cref="DeltaCall"/>.</summary>
/// <param name="Place">The place of its parameter, from 0.</param>
/// <param name="Sql">An expression of literals and parameters of the statement.</param>
/// <param name="Parameters">The parameters of the statement in it, without <c>$</c>.</param>
internal sealed record DeltaArgument(int Place, string Sql, IReadOnlyList<string> Parameters);

/// <summary>A call of a function over a Delta table in FROM.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">What the call gives, each parameter at most once.</param>
internal sealed record DeltaCall(DeltaFunction Function, IReadOnlyList<DeltaArgument> Arguments)
{
    /// <summary>The name of the table in the rewritten statement; equal for equal calls, so that they read one version.</summary>
    public string TableName { get; } = $"weir_{Function.Name}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(Arguments))))[..32]}";

    private static string KeyOf(IEnumerable<DeltaArgument> arguments) =>
        string.Concat(arguments.OrderBy(argument => argument.Place).Select(argument => $"{argument.Place}\0{argument.Sql}\0"));
}
