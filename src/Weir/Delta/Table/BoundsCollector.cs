using System.Text;
using System.Text.Json;
using Weir.Arrow;
using Weir.Delta.Actions;

namespace Weir.Delta.Table;

/// <summary>Collects the statistics of one field, file by file, into columns. Not thread-safe.</summary>
internal abstract class BoundsCollector : IDisposable
{
    private readonly bool _isNested;
    private readonly BooleanWriter _hasNull = (BooleanWriter)ColumnWriter.For(ArrowType.Boolean);
    private readonly BooleanWriter _hasValue = (BooleanWriter)ColumnWriter.For(ArrowType.Boolean);
    private long? _nulls;

    private protected BoundsCollector(BoundedField field) => _isNested = field.Path.Count > 1;

    /// <summary>Smallest value, greatest value, has nulls, has values; without the first two where there are no bounds.</summary>
    public virtual IReadOnlyList<ColumnWriter> Columns => [_hasNull, _hasValue];

    /// <summary>A collector for a field.</summary>
    public static BoundsCollector For(BoundedField field)
    {
        if (!field.HasBounds)
            return new NullsCollector(field);
        return field.Type switch
        {
            DeltaDecimal number => new FixedCollector<Int128>(field, new DecimalType(number.Precision, number.Scale),
                (ref Utf8JsonReader json, bool isMax, out Int128 value) => BoundsText.TryDecimal(ref json, number, isMax, out value)),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Byte } => Whole<sbyte>(field, ArrowType.Int8, sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Short } => Whole<short>(field, ArrowType.Int16, short.MinValue, short.MaxValue, value => (short)value),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Integer } => Whole<int>(field, ArrowType.Int32, int.MinValue, int.MaxValue, value => (int)value),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Long } => Whole<long>(field, ArrowType.Int64, long.MinValue, long.MaxValue, value => value),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Float } => new FixedCollector<float>(field, ArrowType.Float,
                (ref Utf8JsonReader json, bool _, out float value) => BoundsText.TryFloat(ref json, out value)),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Double } => new FixedCollector<double>(field, ArrowType.Double,
                (ref Utf8JsonReader json, bool _, out double value) => BoundsText.TryDouble(ref json, out value)),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Date } => new FixedCollector<int>(field, ArrowType.Date32,
                (ref Utf8JsonReader json, bool _, out int value) => BoundsText.TryDate(ref json, out value)),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.Timestamp } => Timestamp(field, isMoment: true),
            DeltaPrimitive { Kind: DeltaPrimitiveKind.TimestampNtz } => Timestamp(field, isMoment: false),
            _ => new TextCollector(field),
        };
    }

    /// <summary>Takes the smallest or the greatest value of the file.</summary>
    /// <param name="json">Stands on the value.</param>
    /// <param name="isMax">Whether it is the greatest.</param>
    public abstract void Take(ref Utf8JsonReader json, bool isMax);

    /// <summary>Takes the number of nulls of the file.</summary>
    public void TakeNulls(ref Utf8JsonReader json) =>
        _nulls = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long count) && count >= 0 ? count : null;

    /// <summary>Forgets what was taken of the file: its statistics are broken.</summary>
    public virtual void Drop() => _nulls = null;

    /// <summary>Ends the file and begins the next one.</summary>
    /// <param name="rows">The rows of the file; null when that is not known.</param>
    public virtual void End(long? rows)
    {
        // Writers do not agree on whether a null struct counts for its fields.
        _hasNull.Append(_isNested || _nulls != 0);
        _hasValue.Append(_nulls is null || rows is null || _nulls != rows);
        Drop();
    }

    public virtual void Dispose()
    {
        _hasNull.Dispose();
        _hasValue.Dispose();
    }

    private static FixedCollector<T> Whole<T>(BoundedField field, ArrowType type, long min, long max, Func<long, T> narrow) where T : unmanaged =>
        new(field, type, (ref Utf8JsonReader json, bool _, out T value) =>
        {
            bool isWhole = BoundsText.TryWhole(ref json, min, max, out long wide);
            value = isWhole ? narrow(wide) : default;
            return isWhole;
        });

    private static FixedCollector<long> Timestamp(BoundedField field, bool isMoment) =>
        new(field, new TimestampType(TimeUnit.Microsecond, isMoment ? "UTC" : null),
            (ref Utf8JsonReader json, bool isMax, out long value) => BoundsText.TryTimestamp(ref json, isMoment, isMax, out value));

    private sealed class NullsCollector(BoundedField field) : BoundsCollector(field)
    {
        public override void Take(ref Utf8JsonReader json, bool isMax) => json.Skip();
    }

    private delegate bool Read<T>(ref Utf8JsonReader json, bool isMax, out T value);

    private sealed class FixedCollector<T>(BoundedField field, ArrowType type, Read<T> read) : BoundsCollector(field) where T : unmanaged
    {
        private readonly FixedWriter<T> _min = (FixedWriter<T>)ColumnWriter.For(type), _max = (FixedWriter<T>)ColumnWriter.For(type);
        private T? _low, _high;

        public override IReadOnlyList<ColumnWriter> Columns => [_min, _max, .. base.Columns];

        public override void Take(ref Utf8JsonReader json, bool isMax)
        {
            T? bound = read(ref json, isMax, out T value) ? value : null;
            if (isMax)
                _high = bound;
            else
                _low = bound;
        }

        public override void Drop()
        {
            base.Drop();
            _low = null;
            _high = null;
        }

        public override void End(long? rows)
        {
            Append(_min, _low);
            Append(_max, _high);
            base.End(rows);
        }

        public override void Dispose()
        {
            base.Dispose();
            _min.Dispose();
            _max.Dispose();
        }

        private static void Append(FixedWriter<T> writer, T? value)
        {
            if (value is { } known)
                writer.Append(known);
            else
                writer.AppendNull();
        }
    }

    private sealed class TextCollector(BoundedField field) : BoundsCollector(field)
    {
        // Some writers round a cut text up with this character, others go higher.
        private static readonly byte[] OldTop = Encoding.UTF8.GetBytes("\uFFFD"), Top = Encoding.UTF8.GetBytes("\U0010FFFF");

        private readonly BytesWriter _min = (BytesWriter)ColumnWriter.For(ArrowType.LargeUtf8), _max = (BytesWriter)ColumnWriter.For(ArrowType.LargeUtf8);
        private byte[] _low = new byte[128], _high = new byte[128];
        private int _lowBytes = -1, _highBytes = -1;

        public override IReadOnlyList<ColumnWriter> Columns => [_min, _max, .. base.Columns];

        public override void Take(ref Utf8JsonReader json, bool isMax)
        {
            if (isMax)
                _highBytes = Copy(ref json, ref _high);
            else
                _lowBytes = Copy(ref json, ref _low);
        }

        public override void Drop()
        {
            base.Drop();
            _lowBytes = -1;
            _highBytes = -1;
        }

        public override void End(long? rows)
        {
            Append(_min, _low, _lowBytes);
            if (_highBytes > 0 && _high.AsSpan(0, _highBytes).EndsWith(OldTop))
                _highBytes = Raised();
            Append(_max, _high, _highBytes);
            base.End(rows);
        }

        public override void Dispose()
        {
            base.Dispose();
            _min.Dispose();
            _max.Dispose();
        }

        private static int Copy(ref Utf8JsonReader json, ref byte[] target)
        {
            if (json.TokenType != JsonTokenType.String)
                return -1;
            // Room for the character that rounds up.
            if (json.ValueSpan.Length + 1 > target.Length)
                target = new byte[json.ValueSpan.Length * 2];
            return json.CopyString(target);
        }

        private int Raised()
        {
            int start = _highBytes - OldTop.Length;
            Top.CopyTo(_high, start);
            return start + Top.Length;
        }

        private static void Append(BytesWriter writer, byte[] bytes, int count)
        {
            if (count >= 0)
                writer.Append(bytes.AsSpan(0, count));
            else
                writer.AppendNull();
        }
    }
}
