using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Weir.Diagnostics;

/// <summary>
/// What must be true whatever the user does. A broken invariant is a defect of Weir, never an
/// answer to bad input, so it is not a <see cref="WeirException"/>.
/// </summary>
internal static class Invariant
{
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string? expression = null)
    {
        if (!condition)
            throw new InvalidOperationException($"Defect in Weir: the invariant '{expression}' does not hold.");
    }

    public static Exception Unreachable(object? state, [CallerMemberName] string? member = null) =>
        new InvalidOperationException($"Defect in Weir: {member} met an unforeseen {state?.GetType().Name ?? "null"}: '{state}'.");
}
