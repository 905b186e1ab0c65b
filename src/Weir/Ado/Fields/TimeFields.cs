using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>
/// Readers of dates, times and intervals. A .NET tick is 100 ns, so nanoseconds below that are cut; moments outside the
/// years 1 to 9999, infinity among them, are errors.
/// </summary>
internal static class TimeFields
{
    private const long NanosecondsATick = 100;

    private static readonly long EpochTicks = DateTime.UnixEpoch.Ticks;

    public static FieldReader? For(Type target, ArrowType type) => type switch
    {
        TimestampType stamp => Timestamp(target, stamp),
        Time32Type time => TimeOfDay(target, (array, row) => Ticks(array.Values<int>()[row], time.Unit)),
        Time64Type time => TimeOfDay(target, (array, row) => Ticks(array.Values<long>()[row], time.Unit)),
        DurationType duration when target == typeof(TimeSpan) =>
            new PlainField<TimeSpan>((array, row) => new TimeSpan(Ticks(array.Values<long>()[row], duration.Unit))),
        _ => type.Id switch
        {
            ArrowTypeId.Date32 => Date(target),
            ArrowTypeId.IntervalMonthDayNano => Interval(target, static (array, row) => array.Values<MonthDayNanoInterval>()[row]),
            ArrowTypeId.IntervalYearMonth => Interval(target, static (array, row) => new MonthDayNanoInterval(array.Values<int>()[row], 0, 0)),
            ArrowTypeId.IntervalDayTime => Interval(target, static (array, row) =>
                new MonthDayNanoInterval(0, array.Values<DayTimeInterval>()[row].Days, array.Values<DayTimeInterval>()[row].Milliseconds * 1_000_000L)),
            _ => null,
        },
    };

    private static FieldReader? Timestamp(Type target, TimestampType type)
    {
        TimeUnit unit = type.Unit;
        if (target == typeof(DateTime))
        {
            DateTimeKind kind = type.TimeZone is null ? DateTimeKind.Unspecified : DateTimeKind.Utc;
            return new PlainField<DateTime>((array, row) => new DateTime(Moment(array.Values<long>()[row], unit), kind));
        }
        return target == typeof(DateTimeOffset) && type.TimeZone is not null
            ? new PlainField<DateTimeOffset>((array, row) => new DateTimeOffset(Moment(array.Values<long>()[row], unit), TimeSpan.Zero))
            : null;
    }

    private static FieldReader? TimeOfDay(Type target, Func<ArrowArray, int, long> ticks)
    {
        if (target == typeof(TimeSpan))
            return new PlainField<TimeSpan>((array, row) => new TimeSpan(ticks(array, row)));
        if (target != typeof(TimeOnly))
            return null;
        return new PlainField<TimeOnly>((array, row) => ticks(array, row) is >= 0 and < TimeSpan.TicksPerDay and long time
            ? new TimeOnly(time)
            : throw new OverflowException("the time 24:00:00 is the end of a day, which a TimeOnly does not have; ask for TimeSpan"));
    }

    private static FieldReader? Date(Type target)
    {
        if (target == typeof(DateOnly))
            return new PlainField<DateOnly>(static (array, row) => Day(array, row));
        return target == typeof(DateTime) ? new PlainField<DateTime>(static (array, row) => Day(array, row).ToDateTime(TimeOnly.MinValue)) : null;
    }

    private static FieldReader? Interval(Type target, Func<ArrowArray, int, MonthDayNanoInterval> read)
    {
        if (target == typeof(MonthDayNanoInterval))
            return new PlainField<MonthDayNanoInterval>(read);
        return target == typeof(TimeSpan) ? new PlainField<TimeSpan>((array, row) => Span(read(array, row))) : null;
    }

    private static TimeSpan Span(MonthDayNanoInterval value) => value.Months == 0
        ? new TimeSpan(checked(value.Days * TimeSpan.TicksPerDay + value.Nanoseconds / NanosecondsATick))
        : throw new OverflowException($"{value.Months} months are no fixed length of time, which a TimeSpan is; ask for MonthDayNanoInterval");

    private static DateOnly Day(ArrowArray array, int row)
    {
        long day = array.Values<int>()[row] + EpochTicks / TimeSpan.TicksPerDay;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day)
            : throw new OverflowException("the date lies outside the years 1 to 9999 or is infinite; cast it to VARCHAR in the query");
    }

    private static long Moment(long value, TimeUnit unit)
    {
        Int128 ticks = (Int128)EpochTicks + WideTicks(value, unit);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? (long)ticks
            : throw new OverflowException("the timestamp lies outside the years 1 to 9999 or is infinite; cast it to VARCHAR in the query");
    }

    private static long Ticks(long value, TimeUnit unit) => checked((long)WideTicks(value, unit));

    // Moments before 1970 are cut downwards too.
    private static Int128 WideTicks(long value, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => (Int128)value * TimeSpan.TicksPerSecond,
        TimeUnit.Millisecond => (Int128)value * TimeSpan.TicksPerMillisecond,
        TimeUnit.Microsecond => (Int128)value * TimeSpan.TicksPerMicrosecond,
        _ => (value - ((value % NanosecondsATick) + NanosecondsATick) % NanosecondsATick) / NanosecondsATick,
    };
}
