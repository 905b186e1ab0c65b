namespace Weir.Arrow;

/// <summary>Ticks since 1970-01-01T00:00:00, 64 bits; in UTC when a zone is named, else local to the reader.</summary>
/// <param name="Unit">The tick.</param>
/// <param name="TimeZone">A zone name or offset for display, or null for a timestamp without zone.</param>
public sealed record TimestampType(TimeUnit Unit, string? TimeZone = null) : ArrowType(ArrowTypeId.Timestamp, ArrowLayout.Fixed, 8)
{
    private protected override string Text => TimeZone is null ? $"timestamp[{Unit}]" : $"timestamp[{Unit}, {TimeZone}]";
}

/// <summary>A length of time in ticks, 64 bits.</summary>
/// <param name="Unit">The tick.</param>
public sealed record DurationType(TimeUnit Unit) : ArrowType(ArrowTypeId.Duration, ArrowLayout.Fixed, 8)
{
    private protected override string Text => $"duration[{Unit}]";
}

/// <summary>Time of day as 32 bits since midnight.</summary>
/// <param name="Unit">Second or millisecond.</param>
public sealed record Time32Type(TimeUnit Unit) : ArrowType(ArrowTypeId.Time32, ArrowLayout.Fixed, 4)
{
    /// <summary>The tick.</summary>
    public TimeUnit Unit { get; } = Unit is TimeUnit.Second or TimeUnit.Millisecond
        ? Unit
        : throw new ArgumentOutOfRangeException(nameof(Unit), Unit, "A 32-bit time counts seconds or milliseconds.");

    private protected override string Text => $"time32[{Unit}]";
}

/// <summary>Time of day as 64 bits since midnight.</summary>
/// <param name="Unit">Microsecond or nanosecond.</param>
public sealed record Time64Type(TimeUnit Unit) : ArrowType(ArrowTypeId.Time64, ArrowLayout.Fixed, 8)
{
    /// <summary>The tick.</summary>
    public TimeUnit Unit { get; } = Unit is TimeUnit.Microsecond or TimeUnit.Nanosecond
        ? Unit
        : throw new ArgumentOutOfRangeException(nameof(Unit), Unit, "A 64-bit time counts microseconds or nanoseconds.");

    private protected override string Text => $"time64[{Unit}]";
}
