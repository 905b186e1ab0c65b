using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Parses table functions, table providers and relation planners.</summary>
internal static class TableParser
{
    private const string Table = "Weir.Plugins.PluginTable";

    public static Parsed<FunctionModel> Function(GeneratorAttributeSyntaxContext context)
    {
        FindingList findings = new(context.TargetSymbol.Locations.FirstOrDefault());
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        string name = ExportParser.Name(method, context.Attributes[0], findings);
        if (!ExportParser.IsPlain(method, findings))
            return findings.Close<FunctionModel>(null);
        ParameterModel[] parameters = ParameterParser.Parse(method, FunctionKind.Table, findings);
        FunctionModel model = new FunctionModel(FunctionKind.Table, name, method.FullName(), new EquatableArray<ParameterModel>(parameters))
            .WithAttribute(context.Attributes[0], context.TargetNode, findings);
        if (IsTable(method.ReturnType))
            return findings.Close(model);
        if (method.ReturnType is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } rows)
        {
            findings.Add(DiagnosticTable.ResultTypeUnknown, method, method.Name, method.ReturnType.ToDisplayString());
            return findings.Close<FunctionModel>(null);
        }
        ITypeSymbol row = rows.TypeArguments[0];
        return findings.Close(model with
        {
            RowType = row.FullName(),
            Columns = new EquatableArray<ColumnModel>(Columns(row, method, findings)),
        });
    }

    public static Parsed<FunctionModel> Provider(GeneratorAttributeSyntaxContext context)
    {
        FindingList findings = new(context.TargetSymbol.Locations.FirstOrDefault());
        string name = ExportParser.Name(context.TargetSymbol, context.Attributes[0], findings);
        string summary = context.Attributes[0].Named<string>("Summary") ?? Documentation.FirstSentence(context.TargetNode);
        if (context.TargetSymbol is INamedTypeSymbol type)
        {
            if (!IsProvider(type))
                findings.Add(DiagnosticTable.ProviderInvalid, type, type.Name);
            return findings.Close(new FunctionModel(FunctionKind.Provider, name, type.FullName(), default) { RowType = type.FullName(), Summary = summary });
        }
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        if (!method.IsStatic || method.TypeParameters.Length > 0 || !IsTable(method.ReturnType))
            findings.Add(DiagnosticTable.ProviderInvalid, method, method.Name);
        ParameterModel[] parameters = [.. method.Parameters.Select(parameter => Option(parameter, method, findings)).OfType<ParameterModel>()];
        return findings.Close(new FunctionModel(FunctionKind.Provider, name, method.FullName(), new EquatableArray<ParameterModel>(parameters)) { Summary = summary });
    }

    public static Parsed<FunctionModel> Planner(GeneratorAttributeSyntaxContext context)
    {
        FindingList findings = new(context.TargetSymbol.Locations.FirstOrDefault());
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        string name = ExportParser.Name(method, context.Attributes[0], findings);
        if (method is not { IsStatic: true, TypeParameters.Length: 0, ReturnType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_String }] })
            findings.Add(DiagnosticTable.PlannerInvalid, method, method.Name);
        string summary = context.Attributes[0].Named<string>("Summary") ?? Documentation.FirstSentence(context.TargetNode);
        return findings.Close(new FunctionModel(FunctionKind.Planner, name, method.FullName(), default) { Summary = summary });
    }

    private static ParameterModel? Option(IParameterSymbol parameter, IMethodSymbol method, FindingList findings)
    {
        if (parameter.Type.Is("Weir.Plugins.PluginContext"))
            return new ParameterModel(ParameterRole.Context);
        TypeModel? type = TypeTable.Find(parameter.Type, [], out bool isNullable);
        if (type?.Clr is "bool" or "int" or "long" or "double" or "string")
            return new ParameterModel(
                ParameterRole.Constant, SymbolQuestions.SnakeCase(parameter.Name), type, isNullable,
                DefaultValue.Read(parameter, type, isNullable, findings));
        findings.Add(DiagnosticTable.OptionTypeUnknown, parameter, parameter.Name, method.Name, parameter.Type.ToDisplayString());
        return null;
    }

    private static ColumnModel[] Columns(ITypeSymbol row, IMethodSymbol method, FindingList findings)
    {
        if (TypeTable.Find(row, [], out bool isNullable) is TypeModel single)
            return [new ColumnModel("value", "", single, isNullable || single.IsReference)];
        List<ColumnModel> columns = [];
        foreach (IPropertySymbol property in row.GetMembers().OfType<IPropertySymbol>().Where(IsColumn))
        {
            if (TypeTable.Find(property.Type, property.GetAttributes(), out bool isOptional) is TypeModel type)
                columns.Add(new ColumnModel(SymbolQuestions.SnakeCase(property.Name), $".@{property.Name}", type, isOptional || type.IsReference));
            else
                findings.Add(DiagnosticTable.RowTypeInvalid, property.Locations.FirstOrDefault(place => place.IsInSource) ?? method.Locations[0],
                    row.ToDisplayString(), $"its property '{property.Name}' of type '{property.Type.ToDisplayString()}' has no type in SQL");
        }
        if (columns.Count == 0 && findings.IsEmpty)
            findings.Add(DiagnosticTable.RowTypeInvalid, method, row.ToDisplayString(), "it has no public property that can be read");
        return [.. columns];
    }

    private static bool IsColumn(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, GetMethod: not null, DeclaredAccessibility: Accessibility.Public };

    private static bool IsTable(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
            if (at.Is(Table))
                return true;
        return false;
    }

    private static bool IsProvider(INamedTypeSymbol type)
    {
        bool derives = false;
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
            derives |= at.Is("Weir.Plugins.PluginTableProvider");
        return derives && !type.IsAbstract && type.InstanceConstructors.Any(made => made.Parameters.Length == 0 && made.IsReachable());
    }
}
