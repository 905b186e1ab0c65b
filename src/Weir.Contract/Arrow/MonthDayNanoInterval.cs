namespace Weir.Arrow;

/// <summary>A value of <see cref="ArrowTypeId.IntervalMonthDayNano"/>, laid out as Arrow does.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days, not tied to the months.</param>
/// <param name="Nanoseconds">Nanoseconds, not tied to the days.</param>
public readonly record struct MonthDayNanoInterval(int Months, int Days, long Nanoseconds);
