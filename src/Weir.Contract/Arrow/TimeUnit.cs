namespace Weir.Arrow;

/// <summary>The tick of a time, timestamp or duration.</summary>
public enum TimeUnit
{
    /// <summary>1 s.</summary>
    Second,
    /// <summary>10^-3 s.</summary>
    Millisecond,
    /// <summary>10^-6 s.</summary>
    Microsecond,
    /// <summary>10^-9 s.</summary>
    Nanosecond,
}
