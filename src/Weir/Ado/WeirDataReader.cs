using System.Collections;
using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Weir.Ado.Fields;
using Weir.Arrow;

namespace Weir.Ado;

/// <summary>
/// The rows of a command, one after the other. They are read from the engine in batches while the reader goes on, so memory stays
/// bounded whatever their number; numbers are read without a box. Used by one thread at a time; closing the connection on
/// another thread ends it. See <c>docs/ado.md</c> for the types that <see cref="GetFieldValue{T}"/> takes.
/// </summary>
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The base class is what ADO.NET has.")]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Readers of ADO.NET are called so.")]
public sealed class WeirDataReader : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly CommandRun _run;
    private readonly DbConnection? _closedWith;
    private ResultColumns? _columns;

    // The columns while the reader is on a row, and none else: so the check of the ordinal is the check of the row too.
    private FieldCursor[] _cursors = [];
    private FieldCursor[] _waiting = [];
    private RecordBatch? _batch;
    private int _row = -1;
    private int _rows;
    private bool _hasRows;
    private bool _isClosed;

    /// <summary>Starts the first statement and waits for its first rows.</summary>
    internal WeirDataReader(CommandRun run, DbConnection? closedWith, CancellationToken cancellationToken)
    {
        (_run, _closedWith) = (run, closedWith);
        // The batch stays until this reader is disposed: its thread may be reading it.
        run.Ended = () =>
        {
            Volatile.Write(ref _cursors, []);
            Volatile.Write(ref _rows, 0);
        };
        StartNext(cancellationToken);
    }

    /// <summary>Always 0: values of nested types are values.</summary>
    public override int Depth => Open(0);

    /// <inheritdoc/>
    public override int FieldCount => Open(_columns?.Count ?? 0);

    /// <inheritdoc/>
    public override bool HasRows => Open(_hasRows);

    /// <inheritdoc/>
    public override bool IsClosed => _isClosed || _run.IsDisposed;

    /// <summary>Rows that the statements up to the current one have written, at most <see cref="int.MaxValue"/>; -1 when none of them writes.</summary>
    public override int RecordsAffected => _run.RowsWritten is { } rows ? (int)Math.Min(rows, int.MaxValue) : -1;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>The tables that the current result reads, with the version of each Delta table.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed, or is behind the last result.</exception>
    public IReadOnlyList<TableBinding> Tables => Open(_run.Result ?? throw NoResult()).Tables;

    /// <inheritdoc/>
    public override bool Read()
    {
        // The first row of a batch is not this way's.
        int next = _row + 1;
        if (next >= _rows || next == 0)
            return Advance(default);
        _row = next;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>Waits on the thread pool, and only once a batch.</remarks>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<bool>(cancellationToken);
        return _row >= 0 && _row + 1 < _rows ? Task.FromResult(Read()) : AdvanceAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override bool NextResult() => Open(true) && StartNext(default);

    /// <inheritdoc/>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Open(true) && StartNext(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override void Close()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        DropBatch();
        _run.Dispose();
        _closedWith?.Close();
    }

    /// <inheritdoc/>
    public override Task CloseAsync() => Task.Run(Close);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override unsafe long GetInt64(int ordinal) => At(ordinal, ArrowTypeId.Int64) is var values && values != null ? ((long*)values)[_row] : Value<long>(ordinal);

    /// <inheritdoc/>
    public override unsafe int GetInt32(int ordinal) => At(ordinal, ArrowTypeId.Int32) is var values && values != null ? ((int*)values)[_row] : Value<int>(ordinal);

    /// <inheritdoc/>
    public override unsafe short GetInt16(int ordinal) => At(ordinal, ArrowTypeId.Int16) is var values && values != null ? ((short*)values)[_row] : Value<short>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Value<byte>(ordinal);

    /// <inheritdoc/>
    public override unsafe double GetDouble(int ordinal) => At(ordinal, ArrowTypeId.Double) is var values && values != null ? ((double*)values)[_row] : Value<double>(ordinal);

    /// <inheritdoc/>
    public override unsafe float GetFloat(int ordinal) => At(ordinal, ArrowTypeId.Float) is var values && values != null ? ((float*)values)[_row] : Value<float>(ordinal);

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Value<bool>(ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Value<decimal>(ordinal);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => Value<DateTime>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Value<Guid>(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Value<char>(ordinal);

    /// <inheritdoc/>
    public override Stream GetStream(int ordinal) => Value<Stream>(ordinal);

    /// <inheritdoc/>
    public override TextReader GetTextReader(int ordinal) => Value<TextReader>(ordinal);

    /// <inheritdoc/>
    public override unsafe string GetString(int ordinal)
    {
        FieldCursor[] cursors = _cursors;
        byte* offsets = At(ordinal, ArrowTypeId.Utf8);
        if (offsets == null)
            return Value<string>(ordinal);
        byte* data = cursors[ordinal].Data;
        int start = ((int*)offsets)[_row];
        return Encoding.UTF8.GetString(data + start, ((int*)offsets)[_row + 1] - start);
    }

    /// <inheritdoc/>
    public override T GetFieldValue<T>(int ordinal)
    {
        // Each test is of the compiler's, once for each T, so that nothing is boxed.
        if (typeof(T) == typeof(long))
            return Unsafe.BitCast<long, T>(GetInt64(ordinal));
        if (typeof(T) == typeof(int))
            return Unsafe.BitCast<int, T>(GetInt32(ordinal));
        if (typeof(T) == typeof(double))
            return Unsafe.BitCast<double, T>(GetDouble(ordinal));
        if (typeof(T) == typeof(string))
            return (T)(object)GetString(ordinal);
        return Value<T>(ordinal);
    }

    /// <inheritdoc/>
    public override object GetValue(int ordinal)
    {
        ArrowArray array = Array(ordinal);
        FieldReader reader = _columns!.Natural(ordinal);
        try
        {
            return array.IsNull(_row) ? DBNull.Value : reader.ReadObject(array, _row);
        }
        catch (Exception cause) when (cause is OverflowException or InvalidCastException or FormatException)
        {
            throw Refused(ordinal, reader.ValueType, cause);
        }
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int count = Math.Min(values.Length, FieldCount);
        for (int i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    /// <inheritdoc/>
    public override unsafe bool IsDBNull(int ordinal)
    {
        FieldCursor[] cursors = _cursors;
        if ((uint)ordinal < (uint)cursors.Length && cursors[ordinal].Values != null)
            return !cursors[ordinal].IsValid(_row);
        return Array(ordinal).IsNull(_row);
    }

    /// <summary>Copies bytes of a BLOB.</summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="dataOffset">The first byte.</param>
    /// <param name="buffer">Where they go; null to ask for the length.</param>
    /// <param name="bufferOffset">Where the first one goes.</param>
    /// <param name="length">How many, at most.</param>
    /// <returns>How many were copied, or the length of the value when no buffer was given.</returns>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        ArrowArray array = Array(ordinal);
        _columns!.Reader<byte[]>(ordinal);
        RequireValue(array, ordinal, typeof(byte[]));
        return ValuePart.Copy(array.GetBytes(_row), dataOffset, buffer, bufferOffset, length);
    }

    /// <summary>Copies characters of a text.</summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="dataOffset">The first character.</param>
    /// <param name="buffer">Where they go; null to ask for the length.</param>
    /// <param name="bufferOffset">Where the first one goes.</param>
    /// <param name="length">How many, at most.</param>
    /// <returns>How many were copied, or the length of the value when no buffer was given.</returns>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        ValuePart.Copy<char>(GetString(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Columns(ordinal).Field(ordinal).Name;

    /// <inheritdoc/>
    public override int GetOrdinal(string name) => Open(_columns ?? throw NoResult()).PlaceOf(name);

    /// <summary>The column's type as SQL writes it.</summary>
    /// <param name="ordinal">The column.</param>
    /// <returns>For example <c>DECIMAL(9,2)</c>.</returns>
    public override string GetDataTypeName(int ordinal) => Columns(ordinal).Shape(ordinal).Text;

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "The types are of the base library; their members are not asked for by this library.")]
    public override Type GetFieldType(int ordinal) => Columns(ordinal).TypeOf(ordinal);

    /// <inheritdoc/>
    public override DataTable? GetSchemaTable() => Open(_columns) is { } columns ? ColumnSchemas.Table(ColumnSchemas.Of(columns)) : null;

    /// <summary>Names and types of the columns.</summary>
    /// <returns>One for each column, in order.</returns>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => Open(_columns) is { } columns ? ColumnSchemas.Of(columns) : ReadOnlyCollection<DbColumn>.Empty;

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    /// <summary>Reads everything that is left, for its errors.</summary>
    internal void Finish(CancellationToken cancellationToken)
    {
        do
        {
            while (Advance(cancellationToken))
                _row = Math.Max(_row, _rows - 1);
        }
        while (StartNext(cancellationToken));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
        base.Dispose(disposing);
    }

    // Where the values of a column stand when it has the very type that is asked for and a value in this row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe byte* At(int ordinal, ArrowTypeId type)
    {
        FieldCursor[] cursors = _cursors;
        if ((uint)ordinal >= (uint)cursors.Length)
            return null;
        ref readonly FieldCursor cursor = ref cursors[ordinal];
        return cursor.Type == type && cursor.IsValid(_row) ? cursor.Values : null;
    }

    private T Value<T>(int ordinal)
    {
        ArrowArray array = Array(ordinal);
        if (typeof(T) == typeof(DBNull) && array.IsNull(_row))
            return (T)(object)DBNull.Value;
        FieldReader<T> reader = _columns!.Reader<T>(ordinal);
        if (array.IsNull(_row) && typeof(T) == typeof(object))
            return (T)(object)DBNull.Value;
        if (array.IsNull(_row) && reader.TakesNull)
            return default!;
        RequireValue(array, ordinal, typeof(T));
        try
        {
            return reader.Read(array, _row);
        }
        catch (Exception cause) when (cause is OverflowException or InvalidCastException or FormatException)
        {
            throw Refused(ordinal, typeof(T), cause);
        }
    }

    private ArrowArray Array(int ordinal)
    {
        ResultColumns columns = Columns(ordinal);
        FieldCursor[] cursors = _cursors;
        return (uint)ordinal < (uint)Math.Min(columns.Count, cursors.Length)
            ? cursors[ordinal].Array
            : throw new InvalidOperationException("The reader is on no row: call Read, and go on only when it answers true.");
    }

    private ResultColumns Columns(int ordinal)
    {
        ResultColumns columns = Open(_columns ?? throw NoResult());
        return (uint)ordinal < (uint)columns.Count
            ? columns
            : throw NoSuchPlace.Of($"The result has {columns.Count} columns, counted from 0; there is none in place {ordinal}.");
    }

    private void RequireValue(ArrowArray array, int ordinal, Type type)
    {
        if (array.IsNull(_row))
            throw new InvalidCastException($"The column '{GetName(ordinal)}' ({GetDataTypeName(ordinal)}) is NULL in this row, which {type} does not have. Ask IsDBNull before, or for a type with null.");
    }

    private Exception Refused(int ordinal, Type type, Exception cause)
    {
        string message = $"The value of the column '{GetName(ordinal)}' ({GetDataTypeName(ordinal)}) cannot be read as {type}: {cause.Message.TrimEnd('.')}.";
        return cause is OverflowException ? new OverflowException(message, cause) : new InvalidCastException(message, cause);
    }

    private T Open<T>(T value) => IsClosed ? throw new InvalidOperationException("The reader is closed.") : value;

    private static InvalidOperationException NoResult() => new("The reader is behind its last result.");

    // The first batch is read with the statement's start, so that it is known whether there are rows.
    private bool StartNext(CancellationToken cancellationToken)
    {
        DropBatch();
        _columns = null;
        _hasRows = false;
        if (!_run.Next(cancellationToken))
            return false;
        _columns = new ResultColumns(_run.Result!, _run.Choices);
        _hasRows = Take(_run.Read(cancellationToken));
        return true;
    }

    private bool Advance(CancellationToken cancellationToken)
    {
        Open(true);
        if (_row + 1 >= _rows)
        {
            DropBatch();
            if (!Take(_run.Read(cancellationToken)))
                return false;
        }
        _row++;
        _cursors = _waiting;
        return true;
    }

    private async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        Open(true);
        if (_row + 1 >= _rows)
        {
            DropBatch();
            if (!Take(await _run.ReadAsync(cancellationToken).ConfigureAwait(false)))
                return false;
        }
        _row++;
        _cursors = _waiting;
        return true;
    }

    private bool Take(RecordBatch? batch)
    {
        if (batch is null)
            return false;
        if (_waiting.Length != batch.Columns.Count)
            _waiting = new FieldCursor[batch.Columns.Count];
        for (int i = 0; i < _waiting.Length; i++)
            _waiting[i] = new FieldCursor(batch.Column(i));
        (_batch, _rows) = (batch, batch.RowCount);
        return true;
    }

    private void DropBatch()
    {
        (_row, _rows, _cursors) = (-1, 0, []);
        _batch?.Dispose();
        _batch = null;
    }
}
