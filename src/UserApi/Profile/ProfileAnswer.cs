using ServiceDefaults.Concurrency;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.Users;

namespace UserApi.Profile;

/// <summary>Profiles as answers, with the entity tag of their version.</summary>
internal static class ProfileAnswer
{
    /// <summary>The profile, or 304 when the caller has this version (RFC 9110 §13.1.2).</summary>
    public static IResult Show(HttpContext http, UserProfile profile)
    {
        ETags.Set(http.Response, profile.Version);
        return ETags.IsCurrent(http.Request, profile.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ApiResults.Ok(ProfileMapping.ToResource(http, profile));
    }

    /// <summary>The profile after a change.</summary>
    public static IResult Changed(HttpContext http, UserProfile profile, string message)
    {
        ETags.Set(http.Response, profile.Version);
        return ApiResults.Ok(ProfileMapping.ToResource(http, profile), message);
    }

    public static IResult Of(HttpContext http, ProfileUpdate outcome)
    {
        switch (outcome)
        {
            case ProfileUpdate.Updated(var profile):
                return Changed(http, profile, "The profile was changed.");
            case ProfileUpdate.Invalid(var errors):
                return BrokenRules.ToProblem(errors);
            case ProfileUpdate.Stale:
                return ApiProblem.PreconditionFailed();
            default:
                return ApiProblem.NotFound();
        }
    }
}
