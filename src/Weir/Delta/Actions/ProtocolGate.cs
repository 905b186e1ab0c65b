using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>
/// Decides whether this version may read or write a table. It errs on the side of refusal: a table
/// that is let through is read and written by the protocol's rules.
/// </summary>
internal static class ProtocolGate
{
    private const int ReaderVersionMax = 3;
    private const int WriterVersionMax = 7;
    private const int ReaderVersionWithFeatures = 3;
    private const int WriterVersionWithChanges = 4;
    private const int WriterVersionWithFeatures = 7;

    /// <summary>
    /// Refuses by version and by listed feature. Comes before the schema is parsed: a feature that
    /// is not known may bring types that are not known.
    /// </summary>
    /// <param name="protocol">The newest protocol action.</param>
    /// <param name="table">Root of the table, for the error.</param>
    /// <exception cref="WeirException">WEIR2003, WEIR2004, WEIR2006.</exception>
    public static void RequireReadable(ProtocolAction protocol, string table)
    {
        RequireValid(protocol, table);
        foreach (string name in protocol.ReaderFeatures ?? [])
        {
            if (TableFeature.Find(name) is null or { Read: FeatureSupport.None })
                throw DeltaErrors.FeatureUnsupported(table, name, "listed in the protocol action");
        }
    }

    /// <summary>Refuses tables that use, by metadata or schema, what this version cannot read.</summary>
    /// <exception cref="WeirException">WEIR2003.</exception>
    public static void RequireReadable(MetadataAction metadata, DeltaSchema schema, string table)
    {
        // Whether the protocol lists the feature does not count here: a table that uses a feature
        // without listing it is invalid, and reading on could give wrong rows.
        foreach (TableFeature feature in TableFeature.All)
        {
            if (feature.Read != FeatureSupport.Full && feature.IsUsed(metadata, schema))
                throw DeltaErrors.FeatureUnsupported(table, feature.Name, "in use by the table's metadata");
        }
    }

    /// <summary>Refuses to write what this version cannot keep. The table must be readable.</summary>
    /// <param name="protocol">The newest protocol action.</param>
    /// <param name="metadata">The newest metadata action.</param>
    /// <param name="schema">The schema of <paramref name="metadata"/>.</param>
    /// <param name="table">Root of the table, for the error.</param>
    /// <exception cref="WeirException">WEIR2004, WEIR2005, WEIR2006.</exception>
    public static void RequireWritable(ProtocolAction protocol, MetadataAction metadata, DeltaSchema schema, string table)
    {
        RequireValid(protocol, table);
        if (protocol.MinWriterVersion > WriterVersionMax)
            throw DeltaErrors.ProtocolUnsupported(table, "writer", protocol.MinWriterVersion, WriterVersionMax);
        if (protocol.MinWriterVersion == WriterVersionWithFeatures && protocol.WriterFeatures is null)
            throw DeltaErrors.ProtocolInvalid(table, "writer version 7 comes without 'writerFeatures'");
        foreach (string name in (protocol.WriterFeatures ?? []).Concat(protocol.ReaderFeatures ?? []))
        {
            if (TableFeature.Find(name) is null or { Write: FeatureSupport.None })
                throw DeltaErrors.WriteUnsupported(table, name, "listed in the protocol action");
        }
        foreach (TableFeature feature in TableFeature.All)
        {
            if (feature.Write != FeatureSupport.Full && feature.IsUsed(metadata, schema))
                throw DeltaErrors.WriteUnsupported(table, feature.Name, "in use by the table's metadata");
        }
    }

    /// <summary>The least protocol that a new table with this schema and these properties needs.</summary>
    public static ProtocolAction ForNewTable(DeltaSchema schema, IReadOnlyDictionary<string, string> properties)
    {
        bool hasChanges = new TableProperties(properties).ChangeDataFeed;
        if (!schema.Root.SelfAndNested().Contains(DeltaType.TimestampNtz))
            return new ProtocolAction(1, hasChanges ? WriterVersionWithChanges : 2);
        string[] features = ["timestampNtz", "appendOnly", "invariants"];
        return new ProtocolAction(
            ReaderVersionWithFeatures, WriterVersionWithFeatures, ["timestampNtz"], hasChanges ? [.. features, "changeDataFeed"] : features);
    }

    private static void RequireValid(ProtocolAction protocol, string table)
    {
        (int reader, int writer) = (protocol.MinReaderVersion, protocol.MinWriterVersion);
        if (reader > ReaderVersionMax)
            throw DeltaErrors.ProtocolUnsupported(table, "reader", reader, ReaderVersionMax);
        if (reader < 1 || writer < 1)
            throw DeltaErrors.ProtocolInvalid(table, $"reader version {reader} and writer version {writer} are not both at least 1");
        if (reader == ReaderVersionWithFeatures && writer < WriterVersionWithFeatures)
            throw DeltaErrors.ProtocolInvalid(table, $"reader version 3 comes with writer version {writer} instead of 7");
        if (reader == ReaderVersionWithFeatures && protocol.ReaderFeatures is null)
            throw DeltaErrors.ProtocolInvalid(table, "reader version 3 comes without 'readerFeatures'");
        if (reader < ReaderVersionWithFeatures && protocol.ReaderFeatures is { Count: > 0 })
            throw DeltaErrors.ProtocolInvalid(table, $"reader version {reader} comes with 'readerFeatures'");
    }
}
