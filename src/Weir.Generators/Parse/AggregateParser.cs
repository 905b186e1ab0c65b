using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Parses aggregates.</summary>
internal static class AggregateParser
{
    public static Parsed<FunctionModel> Parse(GeneratorAttributeSyntaxContext context)
    {
        FindingList findings = new(context.TargetSymbol.Locations.FirstOrDefault());
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        string name = ExportParser.Name(type, attribute, findings);
        CheckState(type, findings);
        IMethodSymbol? add = Member(type, "Add", method => method.ReturnsVoid, "a method 'void Add(...)' that takes the values of a row", findings);
        IMethodSymbol? merge = Member(type, "Merge", method => IsMerge(method, type), $"a method 'void Merge(in {type.Name} other)'", findings);
        IMethodSymbol? finish = Member(type, "Finish", _ => true, "a method 'Finish()' that gives the result", findings);
        if (add is null || merge is null || finish is null)
            return findings.Close<FunctionModel>(null);
        ParameterModel[] parameters = ParameterParser.Parse(add, FunctionKind.Aggregate, findings);
        ParameterModel[] finishing = ParameterParser.Parse(finish, FunctionKind.Aggregate, findings);
        if (parameters.Any(parameter => parameter.Role is ParameterRole.Output or ParameterRole.ResultColumn))
            findings.Add(DiagnosticTable.AggregateMemberMissing, add, type.Name, "its output in Finish, not in Add");
        if (finishing.Any(parameter => parameter.Role is not (ParameterRole.Output or ParameterRole.ResultColumn or ParameterRole.Row)))
            findings.Add(DiagnosticTable.AggregateMemberMissing, finish, type.Name, "a 'Finish' without parameters, with one Utf8Writer, or with 'ColumnResult result, int row'");
        if (parameters.Any(parameter => parameter.Role == ParameterRole.Column) && parameters.All(parameter => parameter.Role != ParameterRole.Row))
            findings.Add(DiagnosticTable.AggregateMemberMissing, add, type.Name, "a parameter 'int row' beside the columns of 'Add'");
        if (!findings.IsEmpty)
            return findings.Close<FunctionModel>(null);
        ResultModel? result = ResultParser.Parse(finish, finishing, attribute.Named<string>("ResultType"), findings);
        AggregateModel aggregate = new(
            type.IsReferenceType, type.IsReferenceType && type.IsDisposable(),
            merge.Parameters[0].RefKind is RefKind.In or RefKind.RefReadOnlyParameter, new EquatableArray<ParameterModel>(finishing));
        return findings.Close(new FunctionModel(FunctionKind.Aggregate, name, type.FullName(), new EquatableArray<ParameterModel>(parameters), result)
        {
            Aggregate = aggregate,
            IsOrderSensitive = attribute.Named<bool>("OrderSensitive"),
            SeesNulls = attribute.Named<bool>("SeesNulls") || parameters.Any(parameter => parameter is { Role: ParameterRole.Value, IsNullable: true }),
        }.WithAttribute(attribute, context.TargetNode, findings, add.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()));
    }

    private static void CheckState(INamedTypeSymbol type, FindingList findings)
    {
        if (type.IsValueType && !type.IsUnmanagedType)
            findings.Add(DiagnosticTable.StateHasReferences, type, type.Name);
        if (type.IsReferenceType && (type.IsAbstract || !type.InstanceConstructors.Any(made => made.Parameters.Length == 0 && made.IsReachable())))
            findings.Add(DiagnosticTable.AggregateMemberMissing, type, type.Name, "a reachable constructor without parameters");
    }

    private static bool IsMerge(IMethodSymbol method, INamedTypeSymbol type) =>
        method is { ReturnsVoid: true, Parameters: [{ RefKind: RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter } other] }
        && SymbolEqualityComparer.Default.Equals(other.Type, type);

    private static IMethodSymbol? Member(
        INamedTypeSymbol type, string name, Func<IMethodSymbol, bool> fits, string needed, FindingList findings)
    {
        IMethodSymbol? found = type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method =>
            method is { IsStatic: false, TypeParameters.Length: 0 }
            && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && fits(method));
        if (found is null)
            findings.Add(DiagnosticTable.AggregateMemberMissing, type, type.Name, needed);
        return found;
    }
}
