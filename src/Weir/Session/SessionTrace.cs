namespace Weir;

/// <summary>How a session was built. Immutable.</summary>
/// <param name="ProfileFingerprint">The profile that it was built for.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Phases">The phases, in the order in which they ran; of a cached session those of the one that it is a copy of.</param>
public sealed record SessionTrace(string ProfileFingerprint, SessionKind Kind, IReadOnlyList<SessionPhase> Phases)
{
    /// <summary>The trace of a session that is not built yet.</summary>
    internal static readonly SessionTrace None = new("", SessionKind.Ephemeral, []);
}

/// <summary>One phase of a session's building. Immutable.</summary>
/// <param name="Name"><c>context</c>, <c>filesystems</c>, <c>catalogs</c>, <c>udf_stack</c>, <c>schema_guards</c>, <c>planning_extensions</c>, <c>extension_hooks</c> or <c>observability</c>.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Summary">What it found or made, in words.</param>
public sealed record SessionPhase(string Name, TimeSpan Duration, string Summary);
