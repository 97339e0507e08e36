using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;
using UserApi.Access;
using UserDirectory.PersonalData;

namespace UserApi.Account;

/// <summary>Gives the caller everything that is held on them, as one archive that is written while it is sent.</summary>
internal static class AccountExportEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/users/account/export", GetAsync).RequirePerson()
            .LimitRate(limits => limits.Exports, http => Caller.Of(http.User) is { } caller ? $"export:{caller.Key}" : null)
            .Describe(AccountOperations.Export);

    private static async Task<IResult> GetAsync(HttpContext http, PersonalDataExport export, CancellationToken cancellationToken)
    {
        var person = Caller.PersonOf(http);
        return await export.BeginAsync(person, Caller.ActorOf(http), cancellationToken) is { } fileName
            ? TypedResults.Stream(body => export.WriteAsync(person, body, http.RequestAborted), PersonalDataExport.MediaType, fileName)
            : ApiProblem.NotFound();
    }
}
