using System.Text.Json.Serialization;
using Weir.Diagnostics.Payloads;

namespace Weir.Diagnostics;

/// <summary>The payloads of the core as JSON: names in snake_case, a fact that is not known is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(RunFinished))]
[JsonSerializable(typeof(PlanBundle))]
[JsonSerializable(typeof(QueryFinished))]
[JsonSerializable(typeof(SlowQuery))]
[JsonSerializable(typeof(PreparedStatement))]
[JsonSerializable(typeof(TableRegistered))]
[JsonSerializable(typeof(ViewRegistered))]
[JsonSerializable(typeof(PluginRegistered))]
[JsonSerializable(typeof(FunctionPolicyApplied))]
[JsonSerializable(typeof(CacheConfigured))]
[JsonSerializable(typeof(CacheState))]
[JsonSerializable(typeof(CacheRunTold))]
[JsonSerializable(typeof(CacheKept))]
[JsonSerializable(typeof(DeltaSnapshotOpened))]
[JsonSerializable(typeof(DeltaProtocolCompatibility))]
[JsonSerializable(typeof(DeltaScanPlan))]
[JsonSerializable(typeof(DeltaMutation))]
[JsonSerializable(typeof(DeltaCommitted))]
[JsonSerializable(typeof(BuildPlanned))]
[JsonSerializable(typeof(PolicyVerdict))]
internal sealed partial class DiagnosticsJson : JsonSerializerContext;
