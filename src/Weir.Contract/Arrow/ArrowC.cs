using Weir.Arrow.C;

namespace Weir.Arrow;

/// <summary>
/// The Arrow C data and C stream interfaces: batches and streams cross to any Arrow library of the
/// process by pointer, without copies. Import moves: the source's release becomes null, and the
/// batch or reader releases once when it is disposed. Exported structs are the caller's to release
/// or to move; they keep the memory alive by themselves, so the batch may be disposed before.
/// </summary>
/// <remarks>
/// The methods are thread-safe on distinct structs. The C data interface carries no buffer lengths;
/// see <see cref="ArrowValidation"/> for what can be checked and what cannot. Protocol:
/// https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html.
/// </remarks>
public static unsafe class ArrowC
{
    /// <summary>Reads a schema whose root is a struct, and releases the source, also on failure.</summary>
    /// <param name="source">The schema; released afterwards.</param>
    /// <returns>The schema, copied.</returns>
    /// <exception cref="WeirException">WEIR3001: the schema is invalid. WEIR3004: a type is not carried.</exception>
    public static Schema ImportSchema(CArrowSchema* source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SchemaImport.Schema(source);
    }

    /// <summary>Writes a schema as a struct.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="target">Uninitialised memory of the caller, who releases what is written.</param>
    public static void ExportSchema(Schema schema, CArrowSchema* target)
    {
        ArgumentNullException.ThrowIfNull(target);
        SchemaExport.Schema(schema, target);
    }

    /// <summary>Takes over a struct array as a batch: one object a column, no copy.</summary>
    /// <param name="source">The array; its release becomes null, also on failure.</param>
    /// <param name="schema">The schema that came with it.</param>
    /// <param name="validation">How much is checked.</param>
    /// <returns>A batch that the caller disposes.</returns>
    /// <exception cref="WeirException">WEIR3002: the array breaks a rule; the message names the column path.</exception>
    public static RecordBatch ImportBatch(CArrowArray* source, Schema schema, ArrowValidation validation = ArrowValidation.Full)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ArrayImport.Batch(source, schema, validation);
    }

    /// <summary>Writes a batch as a struct array over the same memory.</summary>
    /// <param name="batch">The batch; stays the caller's and may be disposed before the export is released.</param>
    /// <param name="target">Uninitialised memory of the caller, who releases what is written.</param>
    public static void ExportBatch(RecordBatch batch, CArrowArray* target) => ExportBatch(batch, 0, batch.RowCount, target);

    /// <summary>Writes a window of a batch as a struct array over the same memory; costs as much as the whole.</summary>
    /// <param name="batch">The batch; stays the caller's.</param>
    /// <param name="offset">First row.</param>
    /// <param name="length">Rows.</param>
    /// <param name="target">Uninitialised memory of the caller, who releases what is written.</param>
    public static void ExportBatch(RecordBatch batch, int offset, int length, CArrowArray* target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, batch.RowCount - offset);
        ArrayExport.Batch(batch, offset, length, target);
    }

    /// <summary>Takes over a stream. Only its schema is read at once; batches are pulled one by one.</summary>
    /// <param name="source">The stream; its release becomes null, also on failure.</param>
    /// <param name="validation">How much of each batch is checked.</param>
    /// <returns>A reader that the caller disposes.</returns>
    /// <exception cref="WeirException">WEIR3005: the producer failed. WEIR3001, WEIR3004: its schema.</exception>
    public static RecordBatchReader ImportStream(CArrowArrayStream* source, ArrowValidation validation = ArrowValidation.Full)
    {
        ArgumentNullException.ThrowIfNull(source);
        return StreamImport.Move(source, validation);
    }

    /// <summary>Hands a reader to a consumer of C streams. Each batch is read when the consumer asks for it.</summary>
    /// <param name="reader">The reader; disposed when the consumer releases the stream.</param>
    /// <param name="target">Uninitialised memory of the caller; the consumer releases what is written.</param>
    /// <param name="cancellationToken">Makes the next batch fail with an errno.</param>
    public static void ExportStream(RecordBatchReader reader, CArrowArrayStream* target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(target);
        StreamExport.Write(reader, target, cancellationToken);
    }
}
