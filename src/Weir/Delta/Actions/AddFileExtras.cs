using System.Buffers;
using System.Text.Json;

namespace Weir.Delta.Actions;

/// <summary>The members of an <c>add</c> that many tables do not use, kept together as bytes so that they cost nothing where they are absent.</summary>
internal readonly record struct AddFileExtras(
    IReadOnlyDictionary<string, string?>? Tags, DeletionVectorDescriptor? DeletionVector, long? BaseRowId,
    long? DefaultRowCommitVersion, string? ClusteringProvider)
{
    public bool IsEmpty => Tags is null && DeletionVector is null && BaseRowId is null && DefaultRowCommitVersion is null && ClusteringProvider is null;

    /// <summary>Writes the members as one JSON object.</summary>
    public void WriteTo(ArrayBufferWriter<byte> buffer)
    {
        using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        ActionWriter.WriteExtras(json, this);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote; nothing gives no members.</summary>
    public static AddFileExtras Read(ReadOnlySpan<byte> json) => json.IsEmpty ? default : ActionReader.ReadExtras(json);
}
