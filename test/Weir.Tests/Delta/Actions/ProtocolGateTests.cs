using Weir.Delta.Actions;

namespace Weir.Tests.Delta.Actions;

public sealed class ProtocolGateTests
{
    private static readonly DeltaSchema Plain = new([new StructField("id", DeltaType.Long)]);

    [Theory]
    [InlineData("madeUpFeature")]
    [InlineData("catalogManaged")]
    [InlineData("geospatial")]
    [InlineData("catalogOwned")]
    public void A_reader_feature_that_is_not_supported_is_refused_by_name(string feature)
    {
        WeirException error = Assert.Throws<WeirException>(() =>
            ProtocolGate.RequireReadable(new ProtocolAction(3, 7, ["timestampNtz", feature], [feature]), "t"));
        Assert.Equal("WEIR2003", error.Code);
        Assert.Equal(feature, error.Details["feature"]);
        Assert.Contains($"'{feature}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestampNtz")]
    [InlineData("vacuumProtocolCheck")]
    [InlineData("deletionVectors")]
    [InlineData("columnMapping")]
    public void A_reader_feature_that_is_listed_but_not_in_use_does_not_hinder_reading(string feature)
    {
        ProtocolGate.RequireReadable(new ProtocolAction(3, 7, [feature], [feature]), "t");
        ProtocolGate.RequireReadable(Metadata(), Plain, "t");
    }

    [Fact]
    public void Reader_version_2_without_column_mapping_is_readable()
    {
        ProtocolGate.RequireReadable(new ProtocolAction(2, 5), "t");
        ProtocolGate.RequireReadable(Metadata(("delta.columnMapping.mode", "none")), Plain, "t");
    }

    [Theory]
    [InlineData(4, 7, false, "WEIR2004")]
    [InlineData(0, 1, false, "WEIR2006")]
    [InlineData(3, 7, false, "WEIR2006")]
    [InlineData(3, 6, true, "WEIR2006")]
    [InlineData(1, 7, true, "WEIR2006")]
    public void A_protocol_that_is_too_new_or_contradicts_itself_is_refused(int reader, int writer, bool features, string code)
    {
        ProtocolAction protocol = new(reader, writer, features ? ["timestampNtz"] : null, features ? ["timestampNtz"] : null);
        Assert.Equal(code, Assert.Throws<WeirException>(() => ProtocolGate.RequireReadable(protocol, "t")).Code);
    }

    [Theory]
    [InlineData("rowTracking")]
    [InlineData("clustering")]
    [InlineData("icebergCompatV2")]
    [InlineData("checkpointProtection")]
    [InlineData("inventedTomorrow")]
    public void A_writer_feature_binds_writers_and_not_readers(string feature)
    {
        ProtocolAction protocol = new(1, 7, null, [feature]);
        ProtocolGate.RequireReadable(protocol, "t");
        WeirException error = Assert.Throws<WeirException>(() => ProtocolGate.RequireWritable(protocol, Metadata(), Plain, "t"));
        Assert.Equal(("WEIR2005", feature), (error.Code, error.Details["feature"]));
    }

    [Theory]
    [InlineData("delta.constraints.positive", "id > 0", "checkConstraints")]
    [InlineData("delta.enableInCommitTimestamps", "TRUE", "inCommitTimestamp")]
    public void A_property_that_asks_writers_for_more_is_refused_by_feature(string property, string value, string feature)
    {
        Assert.Equal(feature, Refusal(() =>
            ProtocolGate.RequireWritable(new ProtocolAction(1, 4), Metadata((property, value)), Plain, "t")));
        ProtocolGate.RequireReadable(Metadata((property, value)), Plain, "t");
    }

    [Theory]
    [InlineData("delta.invariants", "invariants")]
    [InlineData("delta.generationExpression", "generatedColumns")]
    [InlineData("delta.identity.step", "identityColumns")]
    [InlineData("CURRENT_DEFAULT", "allowColumnDefaults")]
    public void A_column_that_asks_writers_for_more_is_refused_by_feature(string member, string feature)
    {
        DeltaSchema schema = new([new StructField("a", DeltaType.Long, true, FieldMetadata.Empty.With(member, "x"))]);
        Assert.Equal(feature, Refusal(() => ProtocolGate.RequireWritable(new ProtocolAction(1, 6), Metadata(), schema, "t")));
        ProtocolGate.RequireReadable(Metadata(), schema, "t");
    }

    [Fact]
    public void Writer_version_8_is_readable_and_not_writable()
    {
        ProtocolAction protocol = new(1, 8);
        ProtocolGate.RequireReadable(protocol, "t");
        Assert.Equal("WEIR2004", Assert.Throws<WeirException>(() => ProtocolGate.RequireWritable(protocol, Metadata(), Plain, "t")).Code);
    }

    [Fact]
    public void The_protocol_of_a_new_table_passes_the_gate()
    {
        DeltaSchema zoneless = new([new StructField("at", DeltaType.TimestampNtz)]);
        foreach (DeltaSchema schema in new[] { Plain, zoneless })
        {
            foreach (MetadataAction metadata in new[] { Metadata(), Metadata(("delta.enableChangeDataFeed", "true")) })
            {
                ProtocolAction protocol = ProtocolGate.ForNewTable(schema, metadata.Configuration);
                ProtocolGate.RequireReadable(protocol, "t");
                ProtocolGate.RequireWritable(protocol, metadata, schema, "t");
            }
        }
        Assert.Contains("timestampNtz", ProtocolGate.ForNewTable(zoneless, Metadata().Configuration).ReaderFeatures!);
    }

    [Fact]
    public void Only_reader_features_hinder_readers()
    {
        Assert.All(TableFeature.All, feature => Assert.True(feature.IsReaderFeature || feature.Read == FeatureSupport.Full, feature.Name));
        Assert.Equal(TableFeature.All.Count, TableFeature.All.DistinctBy(feature => feature.Name).Count());
    }

    private static string Refusal(Action act) => Assert.Throws<WeirException>(act).Details["feature"];

    private static MetadataAction Metadata(params (string Key, string Value)[] configuration) => new()
    {
        Id = "id",
        SchemaString = Plain.ToSchemaString(),
        Configuration = configuration.ToDictionary(pair => pair.Key, pair => pair.Value),
    };
}
