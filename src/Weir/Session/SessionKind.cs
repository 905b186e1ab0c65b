namespace Weir;

/// <summary>How a session comes about. What it can do and how it is set is the same either way.</summary>
public enum SessionKind
{
    /// <summary>Every phase of its building runs for it alone.</summary>
    Ephemeral,

    /// <summary>It starts as a copy of the session that was built once for the runtime's profile, which takes microseconds.</summary>
    Cached,
}
