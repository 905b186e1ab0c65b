namespace Weir.Arrow;

/// <summary>A value of <see cref="ArrowTypeId.IntervalDayTime"/>, laid out as Arrow does.</summary>
/// <param name="Days">Whole days.</param>
/// <param name="Milliseconds">Milliseconds, not tied to the days.</param>
public readonly record struct DayTimeInterval(int Days, int Milliseconds);
