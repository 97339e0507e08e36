namespace AdminUi.Access;

internal static class AccessSetup
{
    public static IMvcBuilder AddConsolePermissions(this IMvcBuilder pages)
    {
        pages.Services.AddScoped<ConsolePermissions>();
        return pages.AddMvcOptions(options => options.Filters.Add<PermissionsFilter>());
    }
}
